namespace FastMtp.Radial;

/// <summary>Whether to evaluate from factors or from the dense tensor.</summary>
public static class RadialCost
{
    /// <summary>Bytes of a dense tensor up to which it is multiplied out once.</summary>
    public const long LargestDense = 8L << 20;

    /// <summary>The source for a tensor: the one asked for if there is a choice.</summary>
    public static RadialSource Choose(RadialTensor tensor, RadialSource asked = RadialSource.ByCost) => asked switch
    {
        _ when tensor is DenseRadialTensor => RadialSource.Dense,
        RadialSource.ByCost => sizeof(double) * (long)tensor.Shape.Length > LargestDense ? RadialSource.Factors : RadialSource.Dense,
        _ => asked,
    };
}
