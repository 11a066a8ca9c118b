import os

# The switch: `pglanes run` sets PGLANES_URL_1, and then each worker has a lane.
pytest_plugins = ["lane" if "PGLANES_URL_1" in os.environ else "template"]
