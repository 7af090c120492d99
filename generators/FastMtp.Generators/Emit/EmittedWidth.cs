namespace FastMtp.Generators.Emit;

/// <summary>A vector width: its bits, and the name of its case in <c>VectorWidth</c> and of the nested class that holds its code.</summary>
internal sealed record EmittedWidth(int Bits, string Name)
{
    public static readonly EmittedWidth[] All = [new(512, "Widest"), new(256, "Wide"), new(128, "Portable")];

    public string Vector => $"System.Runtime.Intrinsics.Vector{Bits}";
}
