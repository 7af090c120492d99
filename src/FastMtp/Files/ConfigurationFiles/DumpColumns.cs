using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Where the rows of a dump have what a configuration needs.</summary>
internal sealed class DumpColumns
{
    private DumpColumns(string[] names) => Count = names.Length;

    /// <summary>Number of columns.</summary>
    public int Count { get; }

    /// <summary>Column of the atom's number, which orders the atoms; −1 without one.</summary>
    public int Id { get; private init; }

    /// <summary>Column of the element's name; −1 without one.</summary>
    public int Element { get; private init; }

    /// <summary>Column of the type number, from 1; −1 without one.</summary>
    public int Type { get; private init; }

    /// <summary>First of the three columns of the position.</summary>
    public required int Position { get; init; }

    /// <summary>True if positions are fractions of the cell.</summary>
    public bool IsScaled { get; private init; }

    /// <summary>First of the three columns that count how often an atom has left the cell; −1 if there are none.</summary>
    public int Image { get; private init; }

    /// <summary>True if the positions, with the images, do not jump when an atom leaves the cell.</summary>
    public bool IsUnwrapped { get; private init; }

    /// <summary>First of the three columns of the force; −1 without them.</summary>
    public int Force { get; private init; }

    /// <summary>Finds the columns in the header of a dump.</summary>
    public static DumpColumns Parse(string[] names, LineReader reader)
    {
        var (unwrapped, scaledUnwrapped) = (Triple("xu", "yu", "zu"), Triple("xsu", "ysu", "zsu"));
        var (plain, scaled, image) = (Triple("x", "y", "z"), Triple("xs", "ys", "zs"), Triple("ix", "iy", "iz"));
        var isWrapped = unwrapped < 0 && scaledUnwrapped < 0;
        var position = ((int[])[unwrapped, scaledUnwrapped, plain, scaled]).FirstOrDefault(column => column >= 0, -1);
        if (position < 0)
            throw reader.Error("the dump has no positions; write one of x y z, xu yu zu or xs ys zs into it, side by side.");
        var (element, type) = (Array.IndexOf(names, "element"), Array.IndexOf(names, "type"));
        if (element < 0 && type < 0) throw reader.Error("the dump has neither elements nor types; write element or type into it.");
        return new DumpColumns(names)
        {
            Id = Array.IndexOf(names, "id"),
            Element = element,
            Type = type,
            Position = position,
            IsScaled = position == scaledUnwrapped || position == scaled,
            Image = isWrapped ? image : -1,
            IsUnwrapped = !isWrapped || image >= 0,
            Force = Triple("fx", "fy", "fz"),
        };

        int Triple(string x, string y, string z) =>
            Array.IndexOf(names, x) is >= 0 and var i && i + 2 < names.Length && names[i + 1] == y && names[i + 2] == z ? i : -1;
    }
}
