using FastMtp.Packing;
using FastMtp.Threading;

namespace FastMtp.Selection.Descriptors;

/// <summary>
/// A row of numbers for each configuration of a set: for every species its share of the atoms, and the mean and the standard deviation of
/// the functions of <see cref="DescriptorBasis"/> over its atoms, weighted by that share. Rotations, the order of atoms and the choice of
/// the cell, supercells included, do not change it.
/// </summary>
internal static class ConfigurationDescriptors
{
    /// <summary>A column that varies less over the set counts by this instead of its spread, in e-folds of a function.</summary>
    private const double SmallestSpread = 0.05;

    /// <summary>The rows, less their mean, every column divided by its spread over the set.</summary>
    /// <param name="configurations">The set.</param>
    /// <param name="speciesCount">N_T.</param>
    /// <param name="cutoff">Å.</param>
    /// <param name="threads">Number of threads; 0 for one per core. The rows do not depend on it.</param>
    /// <exception cref="InputException">Two atoms are at the same place, a lattice is invalid, or the cutoff is out of range.</exception>
    public static DescriptorRows Of(IReadOnlyList<Configuration> configurations, int speciesCount, double cutoff, int threads)
    {
        var basis = DescriptorBasis.Of(speciesCount, cutoff);
        var functions = basis.Plan.Functions.Length;
        var rows = new DescriptorRows(configurations.Count, speciesCount * (1 + 2 * functions));
        var groups = ConfigurationGroups.Of(configurations);
        var next = 0;
        using var parallel = new OrderedParallel<AtomDescriptors>(threads, () => new AtomDescriptors(basis));
        parallel.Run(groups.Count, (worker, i) => Summaries(groups[i], worker, speciesCount), summaries =>
        {
            foreach (var summary in summaries) summary.CopyTo(rows[next++]);
        });
        Scale(rows);
        return rows;
    }

    private static List<double[]> Summaries(List<Configuration> group, AtomDescriptors worker, int speciesCount)
    {
        var values = worker.Of(group).AsSpan();
        var summaries = new List<double[]>(group.Count);
        foreach (var configuration in group)
        {
            var length = configuration.Count * worker.Functions;
            summaries.Add(Summary(configuration.Types, values[..length], worker.Functions, speciesCount));
            values = values[length..];
        }
        return summaries;
    }

    /// <summary>[species][share, means, deviations].</summary>
    private static double[] Summary(int[] types, ReadOnlySpan<double> values, int functions, int speciesCount)
    {
        var length = 1 + 2 * functions;
        var row = new double[speciesCount * length];
        foreach (var type in types) row[type * length]++;
        for (var atom = 0; atom < types.Length; atom++)
        {
            var first = types[atom] * length;
            for (var f = 0; f < functions; f++) row[first + 1 + f] += values[atom * functions + f] / row[first];
        }
        for (var atom = 0; atom < types.Length; atom++)
        {
            var first = types[atom] * length;
            for (var f = 0; f < functions; f++)
            {
                var deviation = values[atom * functions + f] - row[first + 1 + f];
                row[first + 1 + functions + f] += deviation * deviation / row[first];
            }
        }
        for (var first = 0; first < row.Length; first += length)
        {
            var share = row[first] / types.Length;
            row[first] = share;
            for (var f = 1; f <= functions; f++) row[first + f] *= share;
            for (var f = functions + 1; f < length; f++) row[first + f] = share * Math.Sqrt(row[first + f]);
        }
        return row;
    }

    private static void Scale(DescriptorRows rows)
    {
        for (var column = 0; column < rows.Length; column++)
        {
            double sum = 0, squares = 0;
            for (var i = 0; i < rows.Count; i++) sum += rows[i][column];
            var mean = sum / Math.Max(1, rows.Count);
            for (var i = 0; i < rows.Count; i++) squares += Math.Pow(rows[i][column] - mean, 2);
            var spread = Math.Max(SmallestSpread, Math.Sqrt(squares / Math.Max(1, rows.Count)));
            for (var i = 0; i < rows.Count; i++) rows[i][column] = (rows[i][column] - mean) / spread;
        }
    }
}
