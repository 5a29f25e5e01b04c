"""Stands in for PyICU, which would have to be compiled: FollowTheMoney loads it to write names in Latin letters, which no test asks for."""


class Transliterator:
    @classmethod
    def createInstance(cls, *_):
        return cls()

    def transliterate(self, text):
        return text
