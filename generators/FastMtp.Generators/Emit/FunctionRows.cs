using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>
/// Tells which rows are basis functions and how to read an adjoint: functions that nothing reads have their coefficient as
/// adjoint and no storage.
/// </summary>
internal sealed class FunctionRows
{
    private readonly Dictionary<int, int> _functionOf = [];
    private readonly HashSet<int> _computed;
    private readonly int[] _basicRows;

    public FunctionRows(ContractionProgram program)
    {
        for (var i = 0; i < program.Plan.Functions.Length; i++) _functionOf.Add(program.Plan.Functions[i], i);
        _computed = new HashSet<int>(program.Reverse.Select(node => node.Row));
        _basicRows =
        [
            .. Enumerable.Range(0, program.Plan.BasicMoments.Length),
            .. Enumerable.Range(program.Plan.MomentCount, program.RowCount - program.Plan.MomentCount),
        ];
    }

    /// <summary>Rows of all functions.</summary>
    public IEnumerable<int> Rows => _functionOf.Keys.OrderBy(row => row);

    /// <summary>Rows of basic moments, those for sphere steps included, that no product reads.</summary>
    public IEnumerable<int> UnreadBasicRows => _basicRows.Where(row => !_computed.Contains(row));

    public bool IsFunction(int row) => _functionOf.ContainsKey(row);

    /// <summary>The coefficient of a row; null if it is not a function.</summary>
    public string? Coefficient(int row) => _functionOf.TryGetValue(row, out var function) ? $"Create(xi[{function}])" : null;

    /// <summary>The adjoint of a row.</summary>
    public string Adjoint(int row, string array = "a") => _computed.Contains(row) ? $"{array}[{row}]" : Coefficient(row)!;
}
