using FastMtp.Cli.Terminals;
using FastMtp.Errors;
using FastMtp.Plots;

namespace FastMtp.Cli.Reports;

/// <summary>Prints how the members of a committee compare with their mean, and how well their spread tells the errors.</summary>
internal sealed class CommitteeReport(Potential committee)
{
    /// <summary>Atoms with the largest errors, looked for among five times as many with the largest spread.</summary>
    private const int Worst = 100;
    private const int Widest = 500;

    private readonly SpreadErrors _spread = new();
    private double _largest = -1;
    private string _in = "";

    /// <summary>The factor between errors and spread.</summary>
    public double Scale => _spread.Scale;

    /// <summary>Adds a configuration and its prediction.</summary>
    public void Add(Configuration configuration, Prediction predicted)
    {
        _spread.Add(configuration, predicted);
        var largest = predicted.ForceSpread!.Max();
        if (largest > _largest) (_largest, _in) = (largest, configuration.Origin);
    }

    /// <summary>Prints it.</summary>
    public void Print(Terminal terminal, IReadOnlyList<Configuration> data, int threads)
    {
        PrintMembers(terminal, data, threads);
        List<(string, string)> lines = [("largest spread of a force, eV/Å", $"{Format.Figures(_largest)} in {_in}")];
        if (_spread.Atoms.Count > 0)
        {
            lines.Add(("errors over spread, RMS", Format.Figures(_spread.Scale)));
            lines.Add(("correlation of the two", Format.Figures(_spread.Correlation)));
            var found = $"{_spread.Found(Worst, Widest)} of {Worst} among the {Widest} atoms with the largest spread";
            if (_spread.Atoms.Count > 2 * Widest) lines.Add(("worst forces found", found));
        }
        terminal.Properties(lines);
    }

    /// <summary>Draws errors against spread.</summary>
    public void Plot(Terminal terminal, string path)
    {
        if (_spread.Atoms.Count == 0) return;
        Pictures.Write(terminal, "Errors against spread", path, picture => ReliabilityPicture.Write(picture, _spread));
    }

    private void PrintMembers(Terminal terminal, IReadOnlyList<Configuration> data, int threads)
    {
        terminal.Table(["RMSE of members", "meV/atom›", "meV/Å›", "GPa›"], committee.Members.Select((member, i) =>
        {
            var errors = new PredictionErrors();
            member.EvaluateAll(data, threads, errors.Add);
            return (string[])
            [
                $"{i + 1}", ErrorTable.Number(errors.Energy.Rmse, 1000), ErrorTable.Number(errors.Forces.Rmse, 1000),
                ErrorTable.Number(errors.Stress.Rmse, 1),
            ];
        }));
    }
}
