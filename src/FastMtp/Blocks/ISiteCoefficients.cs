namespace FastMtp.Blocks;

/// <summary>The linear coefficients of central atoms.</summary>
internal unsafe interface ISiteCoefficients
{
    /// <summary>True if all central species share their moment coefficients.</summary>
    bool AreCommon { get; }

    /// <summary>[species] eV.</summary>
    double* Species { get; }

    /// <summary>[A] the moment coefficients of a central species, in double precision; of any, if they are common.</summary>
    double* MomentsOf(int species);

    /// <summary>The same in the precision of the kernel.</summary>
    double* KernelMomentsOf(int species);
}
