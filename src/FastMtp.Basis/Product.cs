namespace FastMtp.Basis;

/// <summary>
/// One term m[Target] += Multiplicity · m[Left] · m[Right] of a contraction. A row of <c>alpha_index_times</c>.
/// </summary>
/// <param name="Left">Moment index, below <paramref name="Target"/>.</param>
/// <param name="Right">Moment index, below <paramref name="Target"/>.</param>
/// <param name="Multiplicity">Integer factor.</param>
/// <param name="Target">Moment index, at least the number of basic moments.</param>
internal readonly record struct Product(int Left, int Right, int Multiplicity, int Target);
