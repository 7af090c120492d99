using FastMtp.Radial;
using FastMtp.Training.Forms;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Compression;

/// <summary>
/// Finds ranks of a tensor train for a size or an error. The cost of a rank in accuracy is known beforehand: the squared error of
/// a TT-SVD is at most the sum, over the ranks, of the squared singular values that each cuts off. (A matrix factorisation
/// is a train of two cores, for which the sum is the error.) If several matrices share a rank, their squares add up.
/// </summary>
internal sealed class RankSearch
{
    private readonly int[] _shape;
    private readonly double[][] _tails;
    private readonly double _lost;
    private readonly double _norm;

    public RankSearch(Unfolding unfolding, RadialShape shape, double[] tensor)
    {
        _shape = unfolding.Modes(shape);
        _tails = [.. Enumerable.Range(0, _shape.Length - 1).Select(bond => Tails(unfolding.Matrices(shape, tensor, bond)))];
        _lost = unfolding.Lost(shape, tensor);
        _norm = Vectors.Dot(tensor, tensor);
        LeastError = Math.Sqrt(_lost / _norm);
    }

    /// <summary>The error that remains at the highest ranks, as a fraction of the tensor's norm.</summary>
    public double LeastError { get; }

    /// <summary>Parameters of the smallest train.</summary>
    public int LeastCount => _shape.Sum();

    /// <summary>The ranks with the smallest error among those with at most this many parameters; null if none.</summary>
    public int[]? WithinCount(int most) => All().Where(ranks => Count(ranks) <= most).MinBy(ranks => (Error(ranks), Count(ranks)));

    /// <summary>The ranks with the fewest parameters whose error is at most this fraction of the tensor's norm; null if none.</summary>
    public int[]? WithinError(double relative)
    {
        var most = relative * relative * _norm;
        return All().Where(ranks => Error(ranks) <= most).MinBy(ranks => (Count(ranks), Error(ranks)));
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

    private double Error(int[] ranks) => _lost + ranks.Select((r, k) => _tails[k][r]).Sum();

    /// <summary>[r] sum of the squares from singular value r on.</summary>
    private static double[] Tails(IEnumerable<Matrix> matrices)
    {
        double[][] values = [.. matrices.Select(matrix => Decompositions.Svd(matrix, Math.Min(matrix.Rows, matrix.Columns)).S)];
        var tails = new double[values[0].Length + 1];
        for (var r = tails.Length - 2; r >= 0; r--) tails[r] = tails[r + 1] + values.Sum(s => s[r] * s[r]);
        return tails;
    }
}
