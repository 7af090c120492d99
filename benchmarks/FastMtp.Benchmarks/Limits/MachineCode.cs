using System.Text.RegularExpressions;

namespace FastMtp.Benchmarks.Limits;

/// <summary>Counts the instructions of a method in the JIT's listing, those of its loop apart; kernels have one loop at most.</summary>
internal sealed partial class MachineCode
{
    private MachineCode(string name) => Name = name;

    public string Name { get; }

    /// <summary>Outside of the loop.</summary>
    public Operations Once { get; private set; }

    /// <summary>In each round of the loop.</summary>
    public Operations Looped { get; private set; }

    /// <summary>All methods of a listing.</summary>
    public static IEnumerable<MachineCode> Read(string listing)
    {
        const string Start = "; Assembly listing for method ";
        foreach (var text in listing.Split(Start)[1..])
        {
            var lines = text.Split('\n');
            yield return Of(NameOf(lines[0]), lines);
        }
    }

    private static MachineCode Of(string name, string[] lines)
    {
        var code = new MachineCode(name);
        var (first, last) = Loop(lines);
        for (var i = 0; i < lines.Length; i++)
        {
            var operations = Operations(lines[i].Trim());
            if (i > first && i < last) code.Looped += operations;
            else code.Once += operations;
        }
        return code;
    }

    /// <summary>The lines of the label that is jumped back to and of the last jump to it.</summary>
    private static (int First, int Last) Loop(string[] lines)
    {
        var labels = new Dictionary<string, int>();
        for (var i = 0; i < lines.Length; i++)
            if (Label().Match(lines[i]) is { Success: true } label) labels.TryAdd(label.Groups[1].Value, i);
        var loop = (First: -1, Last: -1);
        for (var i = 0; i < lines.Length; i++)
        {
            if (Jump().Match(lines[i]) is { Success: true } jump && labels.TryGetValue(jump.Groups[1].Value, out var to) && to < i)
                loop = (loop.First < 0 ? to : Math.Min(loop.First, to), i);
        }
        return loop;
    }

    private static Operations Operations(string line)
    {
        var space = line.IndexOf(' ');
        if (space < 0 || line[0] != 'v') return default;
        var (name, operands) = (line[..space], line[space..].Trim());
        var (memory, isSpill) = (operands.Contains("ptr [", StringComparison.Ordinal), StackSlot().IsMatch(operands));
        var isStore = memory && operands.IndexOf("ptr [", StringComparison.Ordinal) < Math.Max(0, operands.IndexOf(','));
        var moved = new Operations(Loads: memory && !isStore ? 1 : 0, Stores: isStore ? 1 : 0, Spills: isSpill ? 1 : 0);
        return moved + name switch
        {
            ['v', 'f', 'm', ..] or ['v', 'f', 'n', 'm', ..] => new(MultiplyAdds: 1),
            "vmulpd" => new(Products: 1),
            "vaddpd" or "vsubpd" => new(Sums: 1),
            "vdivpd" or "vsqrtpd" => new(Roots: 1),
            _ => default,
        };
    }

    /// <summary>"FastMtp.Kernels.Kernel:Contract0(ulong)" is Contract0.</summary>
    private static string NameOf(string line)
    {
        var signature = line.IndexOf('(');
        var name = signature < 0 ? line : line[..signature];
        return name[(name.LastIndexOf(':') + 1)..];
    }

    [GeneratedRegex(@"^(G_M\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+j\w+\s+(?:SHORT )?(G_M\w+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"\[r[sb]p[+\-\]]")]
    private static partial Regex StackSlot();
}
