using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>Makes the kernel of a plan at run time.</summary>
internal interface IKernelCompiler
{
    /// <summary>From how many evaluations of an atom on compiling pays; null if it never does. Depends on nothing but the plan.</summary>
    double? FewestAtoms(BasisPlan plan);

    /// <summary>The kernel of a program. Gives the same results whether it has been compiled before or not.</summary>
    MtpKernel Compile(ContractionProgram program, VectorWidth width, bool isSingle = false);
}
