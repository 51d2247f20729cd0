"""Ids of components, `PAGE_THING = "page-thing"`; one name per id for pages, callbacks
and tests. Items made by a callback use `{"type": ..., "index": ...}`."""

# made by Dash Pages itself
PAGES_LOCATION = "_pages_location"

SHELL_NAVIGATION = "shell-navigation"
SHELL_THEME = "shell-theme"
SHELL_THEME_BUTTON = "shell-theme-button"
SHELL_TOASTS = "shell-toasts"
SHELL_WATCHED_RUN = "shell-watched-run"
SHELL_FINISHED_RUN = "shell-finished-run"

PREDICT_UPLOAD = "predict-upload"
PREDICT_DROP = "predict-drop"
PREDICT_REFUSED = "predict-refused"
PREDICT_ORDER = "predict-order"
PREDICT_MODEL = "predict-model"
PREDICT_OTHER = "predict-other"
PREDICT_SAMPLES = "predict-samples"
PREDICT_SAMPLE = "predict-sample"  # type of a pattern id
PREDICT_CAMERA = "predict-camera"
PREDICT_MORE = "predict-more"
PREDICT_PICTURES = "predict-pictures"
PREDICT_ANSWERS = "predict-answers"

MANY_MODEL = "many-model"
MANY_DROP = "many-drop"
MANY_FILES = "many-files"
MANY_FOLDER = "many-folder"
MANY_SENDING = "many-sending"
MANY_PROGRESS = "many-progress"
MANY_WORDS = "many-words"
MANY_STOP = "many-stop"
MANY_BATCH = "many-batch"
MANY_ARRIVED = "many-arrived"
MANY_LEFT = "many-left"
MANY_LEFT_WORDS = "many-left-words"
MANY_GO_ON = "many-go-on"
MANY_FILTERS = "many-filters"
MANY_LABEL = "many-label"
MANY_VERDICT = "many-verdict"
MANY_TEXT = "many-text"
MANY_CSV = "many-csv"
MANY_COUNT = "many-count"
MANY_PAGE = "many-page"
MANY_TABLE = "many-table"
MANY_SORT = "many-sort"  # type of a pattern id; index is a column's key
MANY_ORDER = "many-order"
MANY_QUERY = "many-query"

BROWSE_MODEL = "browse-model"
BROWSE_TRUE = "browse-true"
BROWSE_PREDICTED = "browse-predicted"
BROWSE_OUTCOME = "browse-outcome"
BROWSE_CONFIDENCE = "browse-confidence"
BROWSE_SORT = "browse-sort"
BROWSE_DESCENDING = "browse-descending"
BROWSE_PAGE = "browse-page"
BROWSE_COUNT = "browse-count"
BROWSE_GRID = "browse-grid"
BROWSE_IMAGE = "browse-image"  # type of a pattern id
BROWSE_DETAIL = "browse-detail"
BROWSE_DETAIL_BODY = "browse-detail-body"
BROWSE_OPENED = "browse-opened"
BROWSE_QUERY = "browse-query"

CONFUSION_MODEL = "confusion-model"
CONFUSION_MEASURE = "confusion-measure"
CONFUSION_MATRIX = "confusion-matrix"
CONFUSION_CELL = "confusion-cell"  # type of a pattern id
CONFUSION_CHOSEN = "confusion-chosen"
CONFUSION_IMAGES = "confusion-images"
CONFUSION_SCORES = "confusion-scores"
CONFUSION_QUERY = "confusion-query"

HISTORY_CURVES = "history-curves"
HISTORY_ACCURACY = "history-accuracy"
HISTORY_LOSS = "history-loss"
HISTORY_TABLE = "history-table"
HISTORY_TICK = "history-tick"
HISTORY_QUERY = "history-query"

TRAIN_TICK = "train-tick"
TRAIN_TOKEN = "train-token"
TRAIN_FORM = "train-form"
TRAIN_BACKBONE = "train-backbone"
TRAIN_FIELD = "train-field"  # type of a pattern id; index is a Recipe field
TRAIN_CORRECTIONS = "train-corrections"
TRAIN_CORRECTIONS_WORDS = "train-corrections-words"
TRAIN_NAME = "train-name"
TRAIN_ESTIMATE = "train-estimate"
TRAIN_START = "train-start"
TRAIN_MESSAGE = "train-message"
TRAIN_RUNS = "train-runs"
TRAIN_CANCEL = "train-cancel"  # type of a pattern id; index is a run id
TRAIN_RESUME = "train-resume"  # type of a pattern id; index is a run id

STUDIES_TOKEN = "studies-token"
STUDIES_BASE = "studies-base"
STUDIES_SETTINGS = "studies-settings"
STUDIES_VARY = "studies-vary"  # type of a pattern id; index is a Recipe field
STUDIES_TEXT = "studies-text"  # type of a pattern id; index is a Recipe field
STUDIES_ASKED = "studies-asked"  # type of a pattern id; index is a StudyRequest field
STUDIES_ESTIMATE = "studies-estimate"
STUDIES_BEGIN = "studies-begin"
STUDIES_MESSAGE = "studies-message"
STUDIES_LIST = "studies-list"
STUDIES_TICK = "studies-tick"

STUDY_NAME = "study-name"
STUDY_TICK = "study-tick"
STUDY_SHOWN = "study-shown"
STUDY_HEAD = "study-head"
STUDY_ACTION = "study-action"  # type of a pattern id; index is what to do
STUDY_MESSAGE = "study-message"
STUDY_BEST = "study-best"
STUDY_HISTORY = "study-history"
STUDY_PARALLEL = "study-parallel"
STUDY_IMPORTANCE = "study-importance"
STUDY_TRIALS = "study-trials"

# the line of waiting runs; types of pattern ids, index is a run id
QUEUE_EARLIER = "queue-earlier"
QUEUE_LATER = "queue-later"
QUEUE_CANCEL = "queue-cancel"

# an answer and its tools; types of pattern ids, index is the picture's place
ANSWER_BODY = "answer-body"
ANSWER_LABEL = "answer-label"
ANSWER_CHECK = "answer-check"
ANSWER_CHECKED = "answer-checked"
ANSWER_EDIT = "answer-edit"
ANSWER_LEFT = "answer-left"
ANSWER_RIGHT = "answer-right"
ANSWER_SWAPPED = "answer-swapped"
ANSWER_GROUND = "answer-ground"
ANSWER_CUT = "answer-cut"  # has a "side" too
ANSWER_RESET = "answer-reset"
ANSWER_NEAREST = "answer-nearest"
ANSWER_NEAREST_MAKE = "answer-nearest-make"
ANSWER_NEAREST_TICK = "answer-nearest-tick"

# the form under an answer; types of pattern ids, index is the picture's place
CORRECTION_LABEL = "correction-label"
CORRECTION_NOTE = "correction-note"
CORRECTION_ANSWER = "correction-answer"
CORRECTION_SAVE = "correction-save"
CORRECTION_MESSAGE = "correction-message"

CORRECTIONS_FILTER = "corrections-filter"
CORRECTIONS_PAGE = "corrections-page"
CORRECTIONS_COUNT = "corrections-count"
CORRECTIONS_GRID = "corrections-grid"
CORRECTIONS_LABEL = "corrections-label"  # type of a pattern id; index is an id
CORRECTIONS_DELETE = "corrections-delete"  # type of a pattern id; index is an id
CORRECTIONS_CONFIRM = "corrections-confirm"
CORRECTIONS_CONFIRM_BODY = "corrections-confirm-body"
CORRECTIONS_CHOSEN = "corrections-chosen"
CORRECTIONS_REALLY = "corrections-really"
CORRECTIONS_KEEP = "corrections-keep"
CORRECTIONS_CHANGED = "corrections-changed"

DOUBT_MODEL = "doubt-model"
DOUBT_COVERAGE = "doubt-coverage"
DOUBT_SAVE = "doubt-save"
DOUBT_MESSAGE = "doubt-message"
DOUBT_WORDS = "doubt-words"
DOUBT_CURVES = "doubt-curves"
DOUBT_RELIABILITY = "doubt-reliability"

MODELS_TABLE = "models-table"
MODELS_SORT = "models-sort"  # type of a pattern id; index is a column's key
MODELS_ORDER = "models-order"
MODELS_AXIS = "models-axis"
MODELS_TRADEOFF = "models-tradeoff"
MODELS_TRANSFER = "models-transfer"
MODELS_PROMOTE = "models-promote"  # type of a pattern id; index is "name/number"
MODELS_OPEN = "models-open"  # type of a pattern id; index is "name/number"
MODELS_CARD = "models-card"
MODELS_CARD_BODY = "models-card-body"
MODELS_HISTORY = "models-history"
MODELS_CHANGED = "models-changed"
MODELS_GENERATION = "models-generation"
