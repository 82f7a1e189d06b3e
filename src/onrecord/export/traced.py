"""What happened to the words between the accounts, ready for the templates."""

from collections.abc import Callable

from onrecord.export.introduced import Contrast, Cue, show_contrasts, show_introduced
from onrecord.export.origins import draw_origins
from onrecord.export.reading import Reading
from onrecord.export.shown import Place, Reasoned, ShownArrow, ShownContrast, Traced
from onrecord.records import Anchor, Basis

ShowPlace = Callable[[Anchor], Place]


def show_traced(reading: Reading, place: ShowPlace, reasoned: Callable[[str, Basis], Reasoned]) -> Traced:
    """The picture, the leftovers and the tables of introductions, with every place linked."""
    picture = draw_origins(reading)
    return Traced(
        picture=picture,
        arrows=tuple(ShownArrow(arrow=arrow, places=tuple(map(place, arrow.places))) for arrow in picture.arrows),
        leftovers=tuple(reasoned(one.document, one.basis) for one in reading.report.leftovers),
        introduced=tuple(
            (row.source, tuple(tuple((place(cue.first), cue.times, cue.stance) for cue in cell) for cell in row.cells)) for row in show_introduced(reading)
        ),
        contrasts=tuple(show_contrast(contrast, place) for contrast in show_contrasts(reading)),
    )


def show_contrast(contrast: Contrast, place: ShowPlace) -> ShownContrast:
    def show_cue(cue: Cue) -> tuple[Place, str]:
        return place(cue.first), cue.stance

    return ShownContrast(source=contrast.source, cues=tuple(map(show_cue, contrast.cues)), told=tuple(map(place, contrast.told)))
