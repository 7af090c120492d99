using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>Makes the kernel of a plan at run time.</summary>
internal interface IKernelCompiler
{
    /// <summary>Whether a job is so long that compiling pays. Depends on nothing but the arguments.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="atoms">How often the job evaluates an atom, roughly.</param>
    bool Pays(BasisPlan plan, double atoms);

    /// <summary>The kernel of a program. Gives the same results whether it has been compiled before or not.</summary>
    MtpKernel Compile(ContractionProgram program, VectorWidth width);
}
