namespace FastMtp.Basis.Symbols;

/// <summary>One term Weight · Left · Right of a symbol's recipe.</summary>
internal readonly record struct Term(Symbol Left, Symbol Right, long Weight);

/// <summary>
/// A polynomial of the basic moments with content 1 (the integer coefficients of its first recipe have no common
/// factor), identified by its value at random residues, with the cheapest recipe seen so far.
/// </summary>
internal sealed class Symbol(int id, Residue value, Term[] recipe)
{
    public int Id => id;

    public Residue Value => value;

    /// <summary>Sum of products; empty for a basic moment.</summary>
    public Term[] Recipe { get; set; } = recipe;

    /// <summary>Number of functions and terms of chosen recipes that use it; if nonzero, another use is free.</summary>
    public int Uses { get; set; }

    /// <summary>Scratch mark of the last cost estimate that counted this symbol.</summary>
    public int Mark { get; set; }
}

/// <summary>A multiple of a symbol.</summary>
internal readonly record struct Multiple(long Coefficient, Symbol Symbol);
