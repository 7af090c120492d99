namespace FastMtp.Files.ConfigurationFiles;

/// <summary>File formats of configurations.</summary>
internal enum DataFormat
{
    /// <summary>MLIP's text form, <c>.cfg</c>.</summary>
    Cfg,

    /// <summary>Extended XYZ as ASE writes it, <c>.xyz</c> or <c>.extxyz</c>.</summary>
    ExtendedXyz,

    /// <summary>A text dump of LAMMPS, <c>.dump</c> or <c>.lammpstrj</c>; read only.</summary>
    LammpsDump,
    /// <summary>A structure of VASP, <c>POSCAR</c> or <c>CONTCAR</c>.</summary>
    Poscar,

    /// <summary>Crystallographic Information File, <c>.cif</c>.</summary>
    Cif,
}
