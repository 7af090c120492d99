using FastMtp.Cli.Reports;
using FastMtp.Selection.Reports;

namespace FastMtp.Cli.FitReports;

/// <summary>Errors over the amount of data.</summary>
internal static class CurveSection
{
    private const double Milli = 1000;

    public static void Add(MarkdownText text, DataCurve curve, string? picture)
    {
        text.Heading(2, "Learning curve over the amount of data");
        text.Paragraph("Where validation errors still fall with more data, more data help; "
            + "where training and validation errors have met, only a larger basis does. "
            + "Every fit has the share of each group, contains the smaller ones, and is validated on the same cells.");
        if (picture is not null) text.Picture("Errors over the number of training configurations", picture);
        text.Table(
            ["basis", "training cells›", "training, meV/atom›", "meV/Å›", "validation, meV/atom›", "meV/Å›"],
            curve.Points.Concat(curve.Smaller is { } smaller ? [smaller] : Array.Empty<DataCurvePoint>()).Select(point => (string[])
            [
                point.Basis ?? "custom", $"{point.Configurations}",
                ErrorTable.Number(point.Training.EnergyRmse, Milli), ErrorTable.Number(point.Training.ForceRmse, Milli),
                ErrorTable.Number(point.Validation?.EnergyRmse, Milli), ErrorTable.Number(point.Validation?.ForceRmse, Milli),
            ]));
        text.Paragraph("The dashed line is a guess for twice the data: the power law through the last three fits, "
            + "but not below the training error. It holds for more data of the same kinds; "
            + "cells of kinds that are rare help their own kind more. Fits of other seeds differ by some percent.");
    }
}
