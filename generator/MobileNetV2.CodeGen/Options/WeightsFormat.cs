namespace MobileNetV2.CodeGen.Options;

/// <summary><c>--weights</c>: how constants are delivered.</summary>
public enum WeightsFormat
{
    /// <summary>C arrays in <c>m_weights.c</c>.</summary>
    C,

    /// <summary><c>m_weights.bin</c> pulled in by an assembler <c>.incbin</c> in <c>m_weights.c</c>.</summary>
    IncBin,

    /// <summary><c>m_weights.bin</c> only; the caller binds its address at run time.</summary>
    Bin,
}
