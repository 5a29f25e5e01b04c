"""`casus serve` on a case in PostgreSQL. usage: on_postgres.sh test_postgres.py CASUS"""
import os, subprocess, time
import desk
from desk import CASUS, Desk, HANG_S, unittest

SOCKET = os.environ.get("CASUS_TEST_SOCKET")


def sql(text, database="postgres"):
    subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", SOCKET, "-U", "casus", "-d", database, "-c", text], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=HANG_S)


class OnPostgres(unittest.TestCase):
    def setUp(self):
        sql("drop database if exists casus_serve with (force)")
        sql("create database casus_serve")
        self.db = f"postgresql://casus@/casus_serve?host={SOCKET}"
        self.desk = Desk(self.db)
        self.addCleanup(self.desk.close)

    def until(self, what, words):
        end = time.monotonic() + HANG_S
        while not what():
            self.assertLess(time.monotonic(), end, words)
            time.sleep(0.1)

    def reports(self):
        status, _, body = self.desk.get("/api/v1")
        return body["counts"]["reports"] if status == 200 else None

    def send(self, text):
        status, _, body = self.desk.ask("POST", "/api/v1/reports?source=Gazette", text, {"Content-Type": "text/plain"})
        self.assertEqual(status, 202, body)
        state = lambda: self.desk.get(f"/api/v1/jobs/{body['job']}")[2]
        self.until(lambda: state()["state"] not in ("waiting", "coding"), "the job does not end")
        return state()

    def test_reports_and_others_writes(self):
        self.assertEqual(self.reports(), 0)
        self.assertEqual(self.send("Gunmen killed three farmers near Bama in Nigeria on 3 May 2024.\n")["state"], "done")
        self.assertEqual(self.reports(), 1)
        status, headers, body = self.desk.get("/api/v1")
        self.assertNotIn("password", body["case"])
        subprocess.run([CASUS, "add", "--db", self.db, "-"], input=b"Rebels burned four houses in Kidal on 3 May 2024.\n", check=True,
                       stdout=subprocess.DEVNULL, timeout=900)
        self.until(lambda: self.desk.get("/api/v1", If_None_Match=headers["ETag"])[0] == 200, "a write of another is not seen")

    def test_a_server_that_went_away_and_came_back(self):
        self.send("Gunmen killed three farmers near Bama in Nigeria on 3 May 2024.\n")
        for _ in range(3):
            sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'casus_serve'")
            self.until(lambda: self.reports() == 1, "it does not connect again")
        self.until(lambda: self.send(f"Rebels burned {time.monotonic_ns() % 90 + 2} houses in Kidal.\n")["state"] == "done", "it does not write")


if __name__ == "__main__":
    unittest.main()
