using FastMtp.Cli.Reports;
using FastMtp.Errors;
using FastMtp.Selection.Reports;
using static System.FormattableString;

namespace FastMtp.Cli.FitReports;

/// <summary>The tables of errors: as a whole, by group, by set of species, by species.</summary>
internal static class ErrorSections
{
    private const double Milli = 1000;

    /// <summary>Errors as a whole.</summary>
    public static void AddTotals(MarkdownText text, FitReport facts)
    {
        text.Heading(2, "Errors");
        text.Paragraph("RMSE weighs large errors more than the mean absolute error (MAE); "
            + "the share relates the RMSE to how much the labels vary, "
            + "which is the error of a potential that knows nothing but the composition.");
        text.Table(["", "data", "RMSE›", "MAE›", "largest›", "in", "share of spread, %›", "values›"], [.. Rows()]);

        IEnumerable<string[]> Rows()
        {
            foreach (var (name, errors) in Sets(facts))
            {
                var total = errors.ByGroup.Total;
                yield return Row("energy, meV/atom", name, total.Energy, Milli, errors.Spread.Energy);
                yield return Row("force component, meV/Å", name, total.Forces, Milli, errors.Spread.Force);
                yield return Row("stress component, GPa", name, total.Stress, 1, errors.Stresses);
            }
        }
    }

    /// <summary>Errors by group, by set of species, and on the atoms of each species.</summary>
    public static void AddGroups(MarkdownText text, FitReport facts)
    {
        text.Heading(2, "Errors by group and species");
        text.Paragraph("RMSE of each part; a part with few training cells and large errors is where new data help most.");
        var (training, validation) = (facts.Training, facts.Validation);
        AddParts(text, training.ByGroup, validation?.ByGroup, "group");
        AddParts(text, training.BySpeciesSet, validation?.BySpeciesSet, "species in the cell");
        text.Table(
            [
                "atoms of", "training atoms›", "training cells›", "training, meV/Å›",
                .. validation is null ? Array.Empty<string>() : ["validation atoms›", "validation, meV/Å›"],
            ],
            facts.Species.Names.Select((name, s) => (string[])
            [
                name, $"{facts.TrainingData.AtomsOfSpecies[s]}", $"{facts.TrainingData.ConfigurationsOfSpecies[s]}",
                ErrorTable.Number(training.ForcesOfSpecies[s].Rmse, Milli),
                .. validation is null ? Array.Empty<string>()
                    : [$"{facts.ValidationData!.AtomsOfSpecies[s]}", ErrorTable.Number(validation.ForcesOfSpecies[s].Rmse, Milli)],
            ]));
    }

    private static IEnumerable<(string Name, DataErrors Errors)> Sets(FitReport facts)
    {
        yield return ("training", facts.Training);
        if (facts.Validation is { } validation) yield return ("validation", validation);
    }

    private static void AddParts(MarkdownText text, GroupedErrors training, GroupedErrors? validation, string what)
    {
        if (validation is not null && !validation.Groups.Keys.Any(training.Groups.ContainsKey))
        {
            // With nothing in common, half of the cells of one table would be empty.
            AddParts(text, validation, null, $"{what} of the validation data", "cells");
            AddParts(text, training, null, $"{what} of the training data", "cells");
        }
        else
        {
            AddParts(text, training, validation, what, "training cells");
        }
    }

    private static void AddParts(MarkdownText text, GroupedErrors training, GroupedErrors? validation, string what, string cells)
    {
        string[] names = [.. training.Groups.Keys.Union(validation?.Groups.Keys ?? []).Order(StringComparer.Ordinal)];
        if (names.Length < 2) return;
        string[] titles =
        [
            what, $"{cells}›", "meV/atom›", "meV/Å›", "GPa›",
            .. validation is null ? Array.Empty<string>() : ["validation cells›", "meV/atom›", "meV/Å›", "GPa›"],
        ];
        text.Table(titles, names.Select(name => (string[])
            [name, .. Cells(training, name), .. validation is null ? [] : Cells(validation, name)]));
    }

    private static string[] Cells(GroupedErrors errors, string name) => errors.Groups.TryGetValue(name, out var own)
        ?
        [
            $"{own.Configurations}", ErrorTable.Number(own.Energy.Rmse, Milli), Forces(own.Forces.Rmse),
            ErrorTable.Number(own.Stress.Rmse, 1),
        ]
        : ["0", "", "", ""];

    /// <summary>Where symmetry forbids forces, only rounding is left.</summary>
    private static string Forces(double? rmse) => rmse < 1e-9 ? "0" : ErrorTable.Number(rmse, Milli);

    private static string[] Row(string quantity, string data, ErrorStatistics errors, double factor, double? spread) => errors.Count == 0
        ? [quantity, data, "", "", "", "no labels", "", "0"]
        :
        [
            quantity, data, ErrorTable.Number(errors.Rmse, factor), ErrorTable.Number(errors.Mae, factor),
            ErrorTable.Number(errors.Largest, factor), errors.Worst!,
            errors.Rmse / spread is { } share ? Invariant($"{100 * share:0.#}") : "", $"{errors.Count}",
        ];
}
