namespace MobileNetV2.CodeGen.Simulation.Options;

/// <summary>How far the C compiler goes. The bits are the same at every level.</summary>
public enum OptimizationLevel
{
    /// <summary>As written.</summary>
    O0,

    /// <summary>What a debugger can follow.</summary>
    Og,

    /// <summary>A little.</summary>
    O1,

    /// <summary>What most builds use.</summary>
    O2,

    /// <summary>Speed at the cost of size.</summary>
    O3,

    /// <summary>Small code, as many firmware projects are built.</summary>
    Os,

    /// <summary>The smallest code.</summary>
    Oz,
}
