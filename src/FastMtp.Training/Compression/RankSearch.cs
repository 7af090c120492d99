using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Compression;

/// <summary>
/// Finds ranks of a tensor train for a size or an error. The cost of a rank in accuracy is known beforehand: the squared error of
/// a TT-SVD is at most the sum, over the ranks, of the squared singular values that each cuts off. (A matrix factorisation
/// is a train of two cores, for which the sum is the error.)
/// </summary>
internal sealed class RankSearch
{
    private readonly int[] _shape;
    private readonly double[][] _tails;

    public RankSearch(int[] shape, double[] tensor)
    {
        _shape = shape;
        _tails = new double[shape.Length - 1][];
        for (var (k, rows) = (0, 1); k < _tails.Length; k++)
        {
            rows *= shape[k];
            var columns = tensor.Length / rows;
            _tails[k] = Tails(Decompositions.Svd(new Matrix(rows, columns, tensor), Math.Min(rows, columns)).S);
        }
    }

    /// <summary>Parameters of the smallest train.</summary>
    public int LeastCount => _shape.Sum();

    /// <summary>The ranks with the smallest error among those with at most this many parameters; null if none.</summary>
    public int[]? WithinCount(int most) => All().Where(ranks => Count(ranks) <= most).MinBy(ranks => (Error(ranks), Count(ranks)));

    /// <summary>The ranks with the fewest parameters whose error is at most this fraction of the tensor's norm.</summary>
    public int[] WithinError(double relative)
    {
        var most = relative * relative * _tails[0][0];
        return All().Where(ranks => Error(ranks) <= most).MinBy(ranks => (Count(ranks), Error(ranks)))!;
    }

    /// <summary>All possible ranks of a train: a few hundred for 4 species, some ten thousand for all elements.</summary>
    private IEnumerable<int[]> All()
    {
        IEnumerable<int[]> all = [[]];
        for (var k = 0; k < _tails.Length; k++)
        {
            var (core, most) = (k, _tails[k].Length - 1);
            all = all.SelectMany(ranks => Enumerable.Range(1, Math.Min(most, _shape[core] * (core == 0 ? 1 : ranks[^1])))
                .Select(rank => (int[])[.. ranks, rank]));
        }
        return all.Where(ranks => Enumerable.Range(1, ranks.Length - 1).All(k => ranks[k - 1] <= _shape[k] * ranks[k]));
    }

    private int Count(int[] ranks)
    {
        int[] all = [1, .. ranks, 1];
        return _shape.Select((n, k) => all[k] * n * all[k + 1]).Sum();
    }

    private double Error(int[] ranks) => ranks.Select((r, k) => _tails[k][r]).Sum();

    /// <summary>[r] sum of the squares from singular value r on.</summary>
    private static double[] Tails(double[] singularValues)
    {
        var tails = new double[singularValues.Length + 1];
        for (var r = singularValues.Length - 1; r >= 0; r--) tails[r] = tails[r + 1] + singularValues[r] * singularValues[r];
        return tails;
    }
}
