namespace FastMtp.Moving;

/// <summary>Numbers the sites of one group after another in order of first use.</summary>
internal sealed class SiteNumbers
{
    private readonly List<int> _atoms = [];
    private readonly List<int> _images = [];
    private readonly Dictionary<long, int> _ofImage = [];
    private int[] _ofAtom = [];
    private int _home;

    /// <summary>[site] atoms. The last site is the dummy; its atom is arbitrary.</summary>
    public int[] Atoms => [.. _atoms, 0];

    /// <summary>[site] images.</summary>
    public int[] Images => [.. _images, 0];

    /// <summary>Starts over.</summary>
    public void Begin(int atomCount, int home)
    {
        // Clears only touched entries: a small part of a large system is numbered at a time.
        foreach (var atom in _atoms) _ofAtom[atom] = -1;
        if (_ofAtom.Length < atomCount)
        {
            _ofAtom = new int[atomCount];
            Array.Fill(_ofAtom, -1);
        }
        _atoms.Clear();
        _images.Clear();
        _ofImage.Clear();
        _home = home;
    }

    /// <summary>The site of an image of an atom.</summary>
    public int Of(int atom, int image)
    {
        if (image == _home) return OfAtom(atom);
        var key = ((long)image << 32) + atom;
        if (!_ofImage.TryGetValue(key, out var site)) _ofImage.Add(key, site = Append(atom, image));
        return site;
    }

    /// <summary>The site of an atom itself.</summary>
    public int OfAtom(int atom)
    {
        var site = _ofAtom[atom];
        return site >= 0 ? site : _ofAtom[atom] = Append(atom, _home);
    }

    private int Append(int atom, int image)
    {
        _atoms.Add(atom);
        _images.Add(image);
        return _atoms.Count - 1;
    }
}
