"""What two who review lose while others read: nothing. usage: test_load.py CASUS"""
import subprocess, sys
from desk import CASUS, DeskTest, FULL, ROOT, unittest

STATEMENTS, STATEMENTS_FULL = 3000, 100000
SECONDS, SECONDS_FULL = 5, 60


class Load(DeskTest):
    empty = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        made = subprocess.run([sys.executable, "-B", ROOT / "tools/make_big_case.py", CASUS, cls.db, "--statements", str(STATEMENTS_FULL if FULL else STATEMENTS)],
                              stdout=subprocess.PIPE, check=True, text=True, timeout=900)
        cls.reports, _, _, _, cls.incidents, _ = made.stdout.split()

    def test_nothing_is_lost(self):
        run = subprocess.run([sys.executable, "-B", ROOT / "tools/desk_writers.py", self.desk.address.rstrip("/"), self.incidents, self.reports, "--seconds",
                              str(SECONDS_FULL if FULL else SECONDS), "--pause", "0.05"], stdout=subprocess.PIPE, text=True, timeout=900)
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertIn("nothing was lost", run.stdout)
        self.assertNotRegex(run.stdout, "an answer with status 5")
        self.assertEqual(self.desk.close(), 0, self.desk.log()[-2000:])
        self.assertNotRegex(self.desk.log(), r" (GET|POST) \S+ 5\d\d ")


if __name__ == "__main__":
    unittest.main()
