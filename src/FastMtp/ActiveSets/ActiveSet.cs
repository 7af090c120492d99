using FastMtp.LinearAlgebra;

namespace FastMtp.ActiveSets;

/// <summary>Where a row of an active set comes from.</summary>
/// <param name="Origin">The configuration.</param>
/// <param name="Atom">The atom from 0; null for a whole configuration.</param>
internal readonly record struct RowOrigin(string Origin, int? Atom);

/// <summary>
/// The rows of a training set that span the largest volume, in the form in which they grade others: the grade of a row b, the gradient
/// with respect to all coefficients, is max_k |(b·W)_k|. Up to 1 a potential interpolates between what it was fitted to.
/// </summary>
/// <remarks>
/// W is the inverse of the matrix of the active rows, behind a projection on the tangent space for a compressed potential.
/// </remarks>
internal sealed record ActiveSet
{
    /// <summary>What is graded.</summary>
    public required GradeMode Mode { get; init; }

    /// <summary>Number of columns of W: of independent coefficients, and of rows.</summary>
    public required int Size { get; init; }

    /// <summary>[coefficients][<see cref="Size"/>] W.</summary>
    public required double[] Weights { get; init; }

    /// <summary>The training data leave this many directions open; the rest of the rows comes from them.</summary>
    public required int OpenDirections { get; init; }

    /// <summary>The selected rows; files do not keep them.</summary>
    public IReadOnlyList<RowOrigin> Origins { get; init; } = [];

    /// <summary>That of the potential: with other coefficients, the weights mean nothing.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Number of coefficients of the potential.</summary>
    public int ParameterCount => Weights.Length / Math.Max(1, Size);

    /// <summary>The grade of a row over all coefficients.</summary>
    public double Grade(ReadOnlySpan<double> row) => Rows.Largest(Rows.Times(row, Weights, Size));
}
