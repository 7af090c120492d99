namespace FastMtp.Kernels;

/// <summary>Register width that a kernel is compiled for, in bits.</summary>
internal enum VectorWidth
{
    /// <summary>Two lanes of doubles; correct on every processor.</summary>
    Portable = 128,

    /// <summary>Four lanes of doubles: AVX2 with FMA.</summary>
    Wide = 256,

    /// <summary>Eight lanes of doubles: AVX-512.</summary>
    Widest = 512,
}
