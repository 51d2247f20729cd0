"""Where a network is cut in two: a frozen part to compute once, a tail to train."""

import keras


def frozen_and_tail(model: keras.Model) -> tuple[keras.Model, keras.Model] | None:
    """Split a functional model at the last tensor below everything that learns.

    A cut is one tensor through which everything passes, so a residual block is never
    cut inside: its layers below the first trainable one stay in the tail, frozen. Both
    parts share their layers with `model`; training the tail trains it.

    Returns:
        (image to tensor, tensor to output), or None when no layer with weights is
        frozen below the first that learns or is random.
    """
    operations = model.operations
    last_use = _last_uses(operations)
    cut, reach = None, 0
    for place, operation in enumerate(operations):
        random = hasattr(operation, "seed_generator")
        if random or getattr(operation, "trainable_variables", []):
            break
        # nothing that was computed earlier is used later
        if place and reach <= place:
            cut = operation
        reach = max(reach, last_use[place])
    frozen = keras.Model(model.input, cut.output) if cut else None
    if frozen is None or not frozen.weights:
        return None
    return frozen, keras.Model(cut.output, model.output)


def _last_uses(operations: list) -> list[int]:
    """For each operation, the place of the last one that takes its output."""
    places = {operation: place for place, operation in enumerate(operations)}
    return [
        max(
            (
                places[node.operation]
                for node in operation._outbound_nodes
                if node.operation in places
            ),
            default=len(operations),
        )
        for operation in operations
    ]
