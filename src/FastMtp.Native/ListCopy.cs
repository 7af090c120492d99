namespace FastMtp.Native;

/// <summary>Lists and species of the last evaluation, to detect changes in the next one, which callers do not report.</summary>
internal sealed class ListCopy
{
    private int[] _centers = [];
    private int[] _types = [];
    private int[] _lengths = [];
    private int[] _entries = [];
    private int _mask;

    /// <summary>Copies those of an evaluation.</summary>
    /// <returns>True if they are unchanged.</returns>
    public bool Take(CallerLists lists)
    {
        if (IsSame(lists)) return true;
        (_centers, _types, _lengths, _mask) = (lists.Centers.ToArray(), lists.Types.ToArray(), new int[lists.CenterCount], lists.Mask);
        var total = 0;
        for (var i = 0; i < _lengths.Length; i++) total += _lengths[i] = lists.Of(lists.Center(i)).Length;
        if (_entries.Length < total) _entries = new int[total + total / 8];
        var first = 0;
        for (var i = 0; i < _lengths.Length; first += _lengths[i], i++) lists.Of(lists.Center(i)).CopyTo(_entries.AsSpan(first));
        return false;
    }

    private bool IsSame(CallerLists lists)
    {
        if (lists.CenterCount != _lengths.Length || lists.Mask != _mask) return false;
        if (!lists.Centers.SequenceEqual(_centers) || !lists.Types.SequenceEqual(_types)) return false;
        var first = 0;
        for (var i = 0; i < _lengths.Length; first += _lengths[i], i++)
            if (!lists.Of(lists.Center(i)).SequenceEqual(_entries.AsSpan(first, _lengths[i]))) return false;
        return true;
    }
}
