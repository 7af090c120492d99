namespace FastMtp.Native;

/// <summary>Lists and species of the last evaluation, by which to tell whether the next has others: callers do not say.</summary>
internal sealed class ListCopy
{
    private int[] _centers = [];
    private int[] _types = [];
    private int[] _lengths = [];
    private int[] _lists = [];

    /// <summary>Takes those of an evaluation over.</summary>
    /// <returns>Whether they are the same as before.</returns>
    public bool Take(ListedAtoms atoms)
    {
        if (IsSame(atoms)) return true;
        (_centers, _types, _lengths) = (atoms.Order.ToArray(), atoms.Types.ToArray(), new int[atoms.CenterCount]);
        var total = 0;
        for (var i = 0; i < _lengths.Length; i++) total += _lengths[i] = atoms.ListOf(Center(i)).Length;
        if (_lists.Length < total) _lists = new int[total + total / 8];
        var first = 0;
        for (var i = 0; i < _lengths.Length; first += _lengths[i], i++) atoms.ListOf(Center(i)).CopyTo(_lists.AsSpan(first));
        return false;
    }

    private bool IsSame(ListedAtoms atoms)
    {
        if (atoms.CenterCount != _lengths.Length || !atoms.Order.SequenceEqual(_centers) || !atoms.Types.SequenceEqual(_types)) return false;
        var first = 0;
        for (var i = 0; i < _lengths.Length; first += _lengths[i], i++)
            if (!atoms.ListOf(Center(i)).SequenceEqual(_lists.AsSpan(first, _lengths[i]))) return false;
        return true;
    }

    private int Center(int i) => _centers.Length == 0 ? i : _centers[i];
}
