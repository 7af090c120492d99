using System.Collections.Immutable;
using System.Globalization;

namespace FastMtp.Basis.Ace;

/// <summary>
/// Which functions an ACE has: blocks of labels (n, l), by order. Either all with Σ(n + 1.5 l) up to a degree, which may differ
/// between orders, or all with n and l up to a bound for each order.
/// </summary>
internal sealed class AceShape
{
    /// <summary>Orders of a shape that is given by its degree alone.</summary>
    public const int StandardOrder = 4;

    private const int LargestOrder = 6;
    private const int LargestDegree = 30;
    private const int LargestN = 30;
    private const int LargestL = 6;

    /// <summary>Beyond this number of functions a plan takes minutes to build and needs gigabytes.</summary>
    private const int MostFunctions = 5000;

    private readonly int[] _first;
    private readonly int[]? _largestL;

    private AceShape(int[] first, int[]? largestL)
    {
        (_first, _largestL) = (first, largestL);
    }

    /// <summary>The largest number of factors of a function.</summary>
    public int Order => _first.Length;

    /// <summary>The largest n and l, if all orders have all labels up to the same ones; null otherwise.</summary>
    public (int N, int L)? Uniform =>
        _largestL is not null && _first.Distinct().Count() == 1 && _largestL.Distinct().Count() == 1 ? (_first[0], _largestL[0]) : null;

    /// <summary>Reads "12", "20,16,12" or "15,3,2,1/0,2,2,1".</summary>
    /// <param name="text">The text.</param>
    /// <param name="prefix">What precedes it in the name of the basis, for messages.</param>
    /// <exception cref="ArgumentException">The text is none of these, or out of range.</exception>
    public static AceShape Parse(string text, string prefix = "ace")
    {
        var name = $"{prefix}:{text}";
        var parts = text.Split('/').Select(part => Numbers(part, name)).ToArray();
        var shape = parts switch
        {
            [[var degree]] => new AceShape([.. Enumerable.Repeat(degree, StandardOrder)], null),
            [var degrees] => new AceShape(degrees, null),
            [var n, var l] when n.Length == l.Length => new AceShape(n, l),
            _ => throw Unreadable(name),
        };
        shape.Require(name);
        return shape;
    }

    /// <summary>The blocks of one order that have functions.</summary>
    public IEnumerable<AceBlock> Blocks(int order)
    {
        var labels = Labels(order).OrderBy(label => label.Weight).ThenBy(label => label.Label.N).ThenBy(label => label.Label.L).ToArray();
        var limit = _largestL is null ? 2 * _first[order - 1] : 0;
        return Extend(0, limit, order).Select(block => new AceBlock(block)).Where(block => block.Dimension > 0);

        IEnumerable<ImmutableArray<AceLabel>> Extend(int start, int room, int left)
        {
            if (left == 0) yield return [];
            for (var i = start; left > 0 && i < labels.Length; i++)
            {
                if (labels[i].Weight * left > room) break;
                foreach (var rest in Extend(i, room - labels[i].Weight, left - 1)) yield return [labels[i].Label, .. rest];
            }
        }
    }

    /// <summary>Number of functions of one order.</summary>
    public int FunctionCount(int order) => Blocks(order).Sum(block => block.Dimension);

    /// <inheritdoc/>
    public override string ToString() =>
        _largestL is not null ? $"{List(_first)}/{List(_largestL)}"
        : Order == StandardOrder && _first.All(degree => degree == _first[0]) ? $"{_first[0]}" : List(_first);

    /// <summary>The labels of an order, with 2n + 3l where their sum is bounded and 0 where it is not.</summary>
    private IEnumerable<(int Weight, AceLabel Label)> Labels(int order)
    {
        var bound = _first[order - 1];
        if (_largestL is { } largest)
        {
            for (var n = 1; n <= bound; n++)
            {
                for (var l = 0; l <= largest[order - 1]; l++) yield return (0, new(n, l));
            }
            yield break;
        }
        for (var n = 1; n <= bound; n++)
        {
            for (var l = 0; 2 * n + 3 * l <= 2 * bound && l <= LargestL; l++) yield return (2 * n + 3 * l, new(n, l));
        }
    }

    private void Require(string name)
    {
        if (Order > LargestOrder) throw new ArgumentException($"{name} has {Order} orders, but at most {LargestOrder} are possible");
        if (_largestL is null && _first.Any(degree => degree is < 1 or > LargestDegree))
            throw new ArgumentException($"A degree of {name} is outside 1 … {LargestDegree}; 8 to 14 are usual");
        if (_largestL is not null && (_first.Any(n => n is < 1 or > LargestN) || _largestL.Any(l => l is < 0 or > LargestL)))
            throw new ArgumentException($"An n of {name} is outside 1 … {LargestN}, or an l outside 0 … {LargestL}");
        var count = 0;
        for (var order = 1; order <= Order; order++)
        {
            foreach (var block in Blocks(order))
            {
                count += block.Dimension;
                if (count > MostFunctions)
                    throw new ArgumentException($"{name} has more than {MostFunctions} functions; choose lower degrees or fewer orders");
            }
        }
    }

    private static int[] Numbers(string text, string name) => [.. text.Split(',').Select(word =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw Unreadable(name))];

    private static string List(int[] numbers) => string.Join(",", numbers);

    private static ArgumentException Unreadable(string name) => new(
        $"{name} is not the name of a basis; write a degree like ace:12, a degree for each order like ace:20,16,12, "
        + "or the largest n and l of each order like ace:15,3,2,1/0,2,2,1");
}
