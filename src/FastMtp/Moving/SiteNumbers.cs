namespace FastMtp.Moving;

/// <summary>Numbers the sites of one <see cref="MovingGroup"/> after another: the centres first, then others as they are met.</summary>
internal sealed class SiteNumbers
{
    private readonly List<int> _places = [];
    private readonly List<int> _images = [];
    private readonly Dictionary<long, int> _ofImage = [];
    private int[] _ofPlace = [];
    private int _home;

    /// <summary>[site] places. The last site is nobody; any place will do.</summary>
    public int[] Places => [.. _places, 0];

    /// <summary>[site] images.</summary>
    public int[] Images => [.. _images, 0];

    /// <summary>Starts with the centres, which follow one another.</summary>
    public void Begin(int atomCount, int firstPlace, int count, int home)
    {
        if (_ofPlace.Length != atomCount)
        {
            _ofPlace = new int[atomCount];
            Array.Fill(_ofPlace, -1);
            _places.Clear();
        }
        foreach (var place in _places) _ofPlace[place] = -1;
        _places.Clear();
        _images.Clear();
        _ofImage.Clear();
        _home = home;
        for (var place = firstPlace; place < firstPlace + count; place++) Of(place, home);
    }

    /// <summary>The site of an image of the atom at a place.</summary>
    public int Of(int place, int image)
    {
        if (image == _home)
        {
            if (_ofPlace[place] < 0) _ofPlace[place] = Append(place, image);
            return _ofPlace[place];
        }
        if (!_ofImage.TryGetValue(((long)image << 32) + place, out var site)) _ofImage.Add(((long)image << 32) + place, site = Append(place, image));
        return site;
    }

    private int Append(int place, int image)
    {
        _places.Add(place);
        _images.Add(image);
        return _places.Count - 1;
    }
}
