using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>A potential that computes blocks of atoms. Threads share it, with a worker each.</summary>
internal interface IBlockModel : IDisposable
{
    /// <summary>Atoms interact below this distance, Å.</summary>
    double Cutoff { get; }

    /// <summary>N_T.</summary>
    int SpeciesCount { get; }

    /// <summary>Atoms per batch.</summary>
    int Lanes { get; }

    /// <summary>What computes, such as "generated-512".</summary>
    string KernelName { get; }

    /// <summary>True if it can grade atoms.</summary>
    bool HasGrades { get; }

    /// <summary>Number of members of a committee; 0 for a single potential.</summary>
    int MemberCount { get; }

    /// <summary>A configuration with the species numbers of this potential.</summary>
    /// <exception cref="InputException">It has a species that the potential lacks.</exception>
    Configuration Take(Configuration configuration);

    /// <summary>The memory of a thread.</summary>
    IBlockWorker CreateWorker();
}

/// <summary>Computes one block after another on one thread.</summary>
internal interface IBlockWorker : IDisposable
{
    /// <summary>Site energies, forces and virials of a block, and what else is wanted and there; valid until the next one.</summary>
    SiteArrays Evaluate(AtomBlock block, SiteExtras extras);
}
