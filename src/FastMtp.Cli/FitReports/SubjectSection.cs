using FastMtp.Cli.Reports;
using FastMtp.Cli.Terminals;
using FastMtp.Data;

namespace FastMtp.Cli.FitReports;

/// <summary>The potential and the data.</summary>
internal static class SubjectSection
{
    public static void Add(MarkdownText text, ReportSubject subject)
    {
        var (potential, facts) = (subject.Potential, subject.Facts);
        text.Heading(2, "Potential and data");
        text.Paragraph(
            potential.IsCommittee
                ? $"A committee of {potential.Members.Count}; "
                    + "all errors are those of its mean, and the rows below are those of its first member."
            : potential.IsPace ? "A potential of PACE, which can be evaluated only."
            : "What was fitted, and to what.");
        var one = potential.First;
        if (!one.IsPace)
        {
            text.Table(["potential", ""],
                PotentialReport.Properties(one.Model, RadialForm.Base).Select(row => (string[])[row.Name, row.Value]));
        }
        var held = subject.IsHeldOut ? ", held out of the training data" : "";
        text.Table(
            ["data", "training›", .. facts.Validation is null ? Array.Empty<string>() : [$"validation{held}›"]],
            [
                .. new (string, Func<DataSummary, string>)[]
                {
                    ("cells", data => $"{data.Configurations}"),
                    ("atoms", data => $"{data.Atoms}"),
                    ("atoms per cell", data =>
                        data.FewestAtoms == data.MostAtoms ? $"{data.MostAtoms}" : $"{data.FewestAtoms} to {data.MostAtoms}"),
                    ("groups", data => $"{data.Groups.Count}"),
                    ("cells with energy", data => $"{data.WithEnergy}"),
                    ("cells with forces", data => $"{data.WithForces}"),
                    ("cells with stress", data => $"{data.WithVirial}"),
                    ("neighbours within the cutoff", data => Format.Figures(data.MeanNeighbors)),
                    ("shortest distance", data => data.Closest is { } pair ? Format.Length(Math.Round(pair.Distance, 4)) : ""),
                }.Select(row => Row(row.Item1, row.Item2)),
            ]);

        string[] Row(string name, Func<DataSummary, string> of) =>
            [name, of(facts.TrainingData), .. facts.ValidationData is { } data ? [of(data)] : Array.Empty<string>()];
    }
}
