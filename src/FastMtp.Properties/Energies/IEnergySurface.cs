namespace FastMtp.Properties.Energies;

/// <summary>Energy, forces and virial of configurations: a potential, several potentials, or a formula in a test.</summary>
internal interface IEnergySurface
{
    /// <summary>Evaluates a configuration.</summary>
    /// <exception cref="InputException">
    /// Two atoms are at the same place, an atom is of a species that the surface does not have, or the lattice is invalid.
    /// </exception>
    SurfacePoint Evaluate(Configuration configuration);
}
