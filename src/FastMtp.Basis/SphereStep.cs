namespace FastMtp.Basis;

/// <summary>
/// Unit vectors satisfy x² + y² + z² = 1, so a moment with z-exponent two or more need not be accumulated over
/// neighbours: Row = Lower − RaisedX − RaisedY, that is M(a,b,c) = M(a,b,c−2) − M(a+2,b,c−2) − M(a,b+2,c−2).
/// </summary>
internal readonly record struct SphereStep(int Row, int Lower, int RaisedX, int RaisedY);
