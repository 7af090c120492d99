using FastMtp.Atoms;
using FastMtp.Basis;
using FastMtp.Files;
using FastMtp.Kernels;
using FastMtp.Potentials;

namespace FastMtp.Cli;

/// <summary>Potentials as the verbs need them: with names for their species, and with a kernel.</summary>
internal static class PotentialInput
{
    /// <summary>Reads a potential; names from the file count before those the user gave for type numbers.</summary>
    public static MtpPotential Read(string path, SpeciesList? given)
    {
        var potential = MtpFile.Read(path);
        if (potential.Species is not null) return potential;
        return given is null
            ? throw new InputException($"{path}: the potential has {potential.SpeciesCount} species but does not name them; give the names in its order with --species, such as Mo,Nb,Ta,W.")
            : MtpFile.Read(path, given);
    }

    /// <summary>The kernel for a plan.</summary>
    public static MtpKernel Kernel(BasisPlan plan)
    {
        try
        {
            return KernelRegistry.For(plan);
        }
        catch (InvalidOperationException e)
        {
            throw new InputException(e.Message, e);
        }
    }
}
