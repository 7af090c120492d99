namespace FastMtp.Neighbors;

/// <summary>The periodic images within reach along the three axes, numbered, and their displacements.</summary>
internal sealed class ImageTable
{
    private readonly int _farthestA;
    private readonly int _farthestB;
    private readonly int _farthestC;

    public ImageTable(GridAxis a, GridAxis b, GridAxis c)
    {
        (_farthestA, _farthestB, _farthestC) = (a.FarthestImage, b.FarthestImage, c.FarthestImage);
        Shifts = new Vector3[(2 * _farthestA + 1) * (2 * _farthestB + 1) * (2 * _farthestC + 1)];
        var image = 0;
        for (var k = -_farthestC; k <= _farthestC; k++)
            for (var j = -_farthestB; j <= _farthestB; j++)
                for (var i = -_farthestA; i <= _farthestA; i++) Shifts[image++] = k * c.Repeat + j * b.Repeat + i * a.Repeat;
    }

    /// <summary>[image] Å.</summary>
    public Vector3[] Shifts { get; }

    /// <summary>The number of the home cell.</summary>
    public int Home => Shifts.Length / 2;

    /// <summary>Number of the image displaced by a, b, c lattice vectors.</summary>
    public int Number(int a, int b, int c) =>
        ((c + _farthestC) * (2 * _farthestB + 1) + b + _farthestB) * (2 * _farthestA + 1) + a + _farthestA;
}
