using System.Runtime.InteropServices;
using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>The same in single precision.</summary>
internal sealed unsafe class LibrarySingleKernel(ContractionProgram program, VectorWidth width, nint library) : SingleKernel(program, width)
{
    private readonly nint _accumulate = PassOf(library, nameof(Accumulate));
    private readonly nint _contract = PassOf(library, nameof(Contract));
    private readonly nint _backpropagate = PassOf(library, nameof(Backpropagate));
    private readonly nint _pairForces = PassOf(library, nameof(PairForces));

    public override string Kind => "compiled";

    public override void Accumulate(int slots, double* geometry, double* radial, double* moments) =>
        ((delegate* unmanaged[Cdecl]<int, double*, double*, double*, void>)_accumulate)(slots, geometry, radial, moments);

    public override void Contract(double* moments) => ((delegate* unmanaged[Cdecl]<double*, void>)_contract)(moments);

    public override void Backpropagate(double* moments, double* xi, double* adjoints) =>
        ((delegate* unmanaged[Cdecl]<double*, double*, double*, void>)_backpropagate)(moments, xi, adjoints);

    public override void PairForces(int slots, double* geometry, double* radial, double* adjoints, double* forces) =>
        ((delegate* unmanaged[Cdecl]<int, double*, double*, double*, double*, void>)_pairForces)(slots, geometry, radial, adjoints, forces);

    private static nint PassOf(nint library, string pass) =>
        NativeLibrary.GetExport(library, KernelLibraries.EntryPoint(pass, isSingle: true));
}
