using System.Runtime.InteropServices;
using FastMtp.Basis;

namespace FastMtp.Training.Pruning;

/// <summary>
/// What the functions of a plan need: moments, from which they are computed, down to radial functions. It knows what is computed for
/// functions that are left, and what would no longer be without some of them.
/// </summary>
internal sealed class PlanGraph
{
    private const int AnyPower = -1;

    private readonly int[] _functions;
    private readonly int[][] _reads;
    private readonly PlanCounts[] _counts;
    private readonly (int Mu, int Power)[] _shared;
    private readonly int[] _users;
    private readonly Dictionary<(int Mu, int Power), int> _usersOfShared = [];

    /// <summary>All functions of the plan; moments that none of them needs do not count.</summary>
    public PlanGraph(BasisPlan plan)
    {
        var program = ContractionProgram.Create(plan);
        var reads = Enumerable.Range(0, program.RowCount).Select(_ => new List<int>()).ToArray();
        _counts = new PlanCounts[program.RowCount];
        _shared = new (int, int)[program.RowCount];
        foreach (var term in program.PairTerms)
            foreach (var (mu, row) in term.Targets) (_shared[row], _counts[row]) = ((mu, term.A), new(0, 0, 1, 0));
        foreach (var step in program.SphereSteps)
        {
            reads[step.Row].AddRange([step.Lower, step.RaisedX, step.RaisedY]);
            _counts[step.Row] = new(0, 0, 0, 1);
        }
        foreach (var product in plan.Products)
        {
            reads[product.Target].AddRange([product.Left, product.Right]);
            _counts[product.Target] += new PlanCounts(0, 0, 0, 1);
        }
        _functions = [.. plan.Functions];
        _reads = [.. reads.Select(list => list.ToArray())];
        _users = new int[program.RowCount];
        foreach (var row in _functions) Counts += Use(row) + new PlanCounts(0, 0, 0, 1);
        Groups = MakeGroups(plan);
    }

    /// <summary>What is computed.</summary>
    public PlanCounts Counts { get; private set; }

    /// <summary>
    /// Functions that free much if they go together, ascending: all that need a moment, a radial function, or a moment tensor. The first
    /// ones are the functions by themselves.
    /// </summary>
    public IReadOnlyList<int[]> Groups { get; }

    /// <summary>What need not be computed without some of the functions that are left.</summary>
    public PlanCounts Released(IReadOnlyList<int> functions)
    {
        var released = Drop(functions);
        foreach (var function in functions) Use(_functions[function]);
        return released;
    }

    /// <summary>Removes functions.</summary>
    public void Remove(IReadOnlyList<int> functions) => Counts -= Drop(functions);

    private PlanCounts Drop(IReadOnlyList<int> functions)
    {
        var released = new PlanCounts(0, 0, 0, functions.Count);
        foreach (var function in functions) released += Drop(_functions[function]);
        return released;
    }

    /// <summary>One user less of a row.</summary>
    private PlanCounts Drop(int row)
    {
        if (--_users[row] > 0) return default;
        var released = _counts[row];
        if (released.PairMoments > 0) released += Share(row, -1, becomes: 0);
        foreach (var read in _reads[row]) released += Drop(read);
        return released;
    }

    /// <summary>One user more of a row.</summary>
    private PlanCounts Use(int row)
    {
        if (_users[row]++ > 0) return default;
        var added = _counts[row];
        if (added.PairMoments > 0) added += Share(row, 1, becomes: 1);
        foreach (var read in _reads[row]) added += Use(read);
        return added;
    }

    /// <summary>A user more or less of what a moment shares with others; what begins or ceases to be computed with that.</summary>
    private PlanCounts Share(int row, int change, int becomes)
    {
        var (mu, power) = _shared[row];
        return new(Changes((mu, AnyPower)) ? 1 : 0, Changes((mu, power)) ? 1 : 0, 0, 0);

        bool Changes((int, int) key)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_usersOfShared, key, out _) += change;
            return _usersOfShared[key] == becomes;
        }
    }

    private List<int[]> MakeGroups(BasisPlan plan)
    {
        var needing = Enumerable.Range(0, _reads.Length).Select(_ => new List<int>()).ToArray();
        for (var function = 0; function < _functions.Length; function++) Visit(_functions[function], function);
        var basic = Enumerable.Range(0, plan.BasicMoments.Length)
            .ToLookup(i => plan.BasicMoments[i].Mu, i => (plan.BasicMoments[i].Nu, Row: i));
        var tensors = basic.SelectMany(own => own.GroupBy(m => m.Nu).Select(tensor => Union(tensor.Select(m => m.Row))));
        var radial = basic.Select(own => Union(own.Select(m => m.Row)));
        var known = new HashSet<string>();
        var groups = new List<int[]>();
        foreach (var group in Enumerable.Range(0, _functions.Length).Select(i => (int[])[i])
            .Concat(needing.Select(list => list.ToArray())).Concat(tensors).Concat(radial))
            if (group.Length > 0 && known.Add(string.Join(' ', group))) groups.Add(group);
        return groups;

        int[] Union(IEnumerable<int> rows) => [.. rows.SelectMany(row => needing[row]).Distinct().Order()];

        void Visit(int row, int function)
        {
            if (needing[row] is [.., var last] && last == function) return;
            needing[row].Add(function);
            foreach (var read in _reads[row]) Visit(read, function);
        }
    }
}
