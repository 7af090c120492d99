using System.Globalization;
using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>
/// The pair terms by radial function, for bases with many radial functions of few moments each: there it pays to compute all
/// monomials x^A/A! y^B/B! z^C of a slot first and to multiply them with one radial function after the other.
/// </summary>
internal sealed class MonomialLayout
{
    private readonly Dictionary<(int A, int B, int C), int> _index = [];

    public MonomialLayout(ContractionProgram program)
    {
        RadialFunctions = program.Plan.RadialFunctionCount;
        Rows = PairLayout.RowsToClear(program);
        foreach (var exponents in Closed(program.PairTerms.Select(t => (t.A, t.B, t.C))).OrderBy(e => e.A + e.B + e.C).ThenBy(e => e))
            _index.Add(exponents, _index.Count);
        Functions =
        [
            .. program.PairTerms
                .SelectMany(t => t.Targets, (term, target) => (target.Mu, Index: _index[(term.A, term.B, term.C)], target.Row))
                .GroupBy(p => p.Mu)
                .Select(g => new Function(g.Key, [.. g.OrderBy(p => p.Index).Select(p => (p.Index, p.Row))]))
                .OrderBy(f => f.Shape, StringComparer.Ordinal).ThenBy(f => f.Mu),
        ];
    }

    /// <summary>
    /// True if a program has so many radial functions that this layout is faster, or moments with gaps between them, which the other does
    /// not know.
    /// </summary>
    public static bool Pays(ContractionProgram program) => program.Plan.RadialFunctionCount > 8 || !PairLayout.Fits(program);

    /// <summary>One radial function and its moments: the monomial and the row of each.</summary>
    public sealed record Function(int Mu, (int Monomial, int Row)[] Moments)
    {
        /// <summary>Functions with equal shapes have moments with the same monomials.</summary>
        public string Shape { get; } = string.Join(" ", Moments.Select(m => m.Monomial.ToString("000", CultureInfo.InvariantCulture)));
    }

    public int RadialFunctions { get; }

    /// <summary>Radial functions that no moment uses; tables of files may have them.</summary>
    public IEnumerable<int> Unused => Enumerable.Range(0, RadialFunctions).Except(Functions.Select(f => f.Mu));

    /// <summary>Functions of equal shape side by side.</summary>
    public Function[] Functions { get; }

    /// <summary>The exponents of all monomials by index, ascending in degree.</summary>
    public IEnumerable<(int A, int B, int C)> Exponents => _index.Keys;

    public int Count => _index.Count;

    /// <summary>The index of the constant monomial, whose value no array holds; −1 if there is none.</summary>
    public int One => Index(0, 0, 0);

    /// <summary>The index of a monomial, −1 if there is none.</summary>
    public int Index(int a, int b, int c) => _index.TryGetValue((a, b, c), out var index) ? index : -1;

    /// <summary>See <see cref="PairLayout.RowsToClear"/>.</summary>
    public int[] Rows { get; }

    /// <summary>With their derivatives, which are monomials too.</summary>
    private static HashSet<(int A, int B, int C)> Closed(IEnumerable<(int A, int B, int C)> exponents)
    {
        var all = new HashSet<(int A, int B, int C)>();
        foreach (var e in exponents) Add(e.A, e.B, e.C);
        return all;

        void Add(int a, int b, int c)
        {
            if (a < 0 || b < 0 || c < 0 || !all.Add((a, b, c))) return;
            Add(a - 1, b, c);
            Add(a, b - 1, c);
            Add(a, b, c - 1);
        }
    }

    /// <summary>Functions of equal shape in groups of at most a number.</summary>
    public IEnumerable<Function[]> Groups(int most) =>
        Functions.GroupBy(f => f.Shape).SelectMany(same => same.Select((f, i) => (f, i)).GroupBy(x => x.i / most, x => x.f))
            .Select(group => group.ToArray());

    /// <summary>Groups of functions in methods with at most a number of moments, unless one group has more.</summary>
    public static List<List<Function[]>> Methods(IEnumerable<Function[]> groups, int mostMoments)
    {
        var methods = new List<List<Function[]>>();
        var room = 0;
        foreach (var group in groups)
        {
            var moments = group.Sum(f => f.Moments.Length);
            if (moments > room)
            {
                methods.Add([]);
                room = mostMoments;
            }
            methods[methods.Count - 1].Add(group);
            room -= moments;
        }
        return methods;
    }

    /// <summary>Writes the methods, named by number, with a statement after the groups if there is one.</summary>
    public static void Write(CodeWriter code, List<List<Function[]>> methods, string typeAndName, string parameters,
        Action<Function[]> write, string? last = null)
    {
        for (var i = 0; i < methods.Count; i++)
        {
            code.Line();
            code.Line(Chunks.Optimized);
            using (code.Open($"private static {typeAndName}{i}({parameters})"))
            {
                foreach (var group in methods[i]) write(group);
                if (last is not null) code.Line(last);
            }
        }
    }
}
