using FastMtp.Files.Text;
using FastMtp.Training.Loss;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.Tuning;

/// <summary>All candidates as a table.</summary>
internal static class TuneCsv
{
    /// <summary>Writes a line for each candidate, by ascending cost.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Placed> results, Placed winner)
    {
        var front = Front.Of(results);
        CsvText.Write(
            path,
            [
                "basis", "cutoff", "radial_size", "form", "ranks", "favor", "microseconds_per_atom", "relative_error",
                "energy_rmse_ev_per_atom", "force_rmse_ev_per_angstrom", "steps", "best_step", "seconds", "rungs", "on_front", "winner",
            ],
            results.OrderBy(p => p.Cost).Select(p => (object[])
            [
                CsvText.Safe(p.Trial.Candidate.Basis), p.Trial.Candidate.Cutoff, p.Trial.Candidate.RadialSize, p.Trial.Candidate.Form.Name,
                string.Join(' ', p.Trial.Candidate.Form.Ranks), p.Trial.Candidate.Favor?.Word() ?? "", p.Cost, p.Trial.Error.Relative,
                p.Trial.Error.Energy ?? double.NaN, p.Trial.Error.Force ?? double.NaN, p.Trial.Steps, p.Trial.BestStep, p.Trial.Seconds,
                p.Trial.Rung + 1, front.Contains(p) ? 1 : 0, p == winner ? 1 : 0,
            ]));
    }
}
