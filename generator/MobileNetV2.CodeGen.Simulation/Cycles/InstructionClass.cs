namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>What a core's table has one price for.</summary>
internal enum InstructionClass
{
    /// <summary>Data processing, moves and comparisons; whatever has no class of its own.</summary>
    Alu,

    /// <summary>Sign and zero extension, saturation, packing, bit fields and parallel additions.</summary>
    Media,

    Multiply,

    MultiplyAccumulate,

    /// <summary>Of halfwords or with the high word as the result: SMLAD, SMLABB, SMMLAR and the like.</summary>
    DspMultiply,

    LongMultiply,

    LongMultiplyAccumulate,

    Divide,

    Load,

    Store,

    /// <summary>A store to a base plus a register.</summary>
    StoreIndexed,

    LoadDouble,

    StoreDouble,

    LoadMultiple,

    StoreMultiple,

    Branch,

    BranchLink,

    /// <summary>LE and LETP: the end of a low overhead loop.</summary>
    LoopEnd,

    LoopStart,

    IfThen,

    /// <summary>Of scalar floats, moves to and from them included.</summary>
    Float,

    FloatDivide,

    /// <summary>VLDR, VSTR and multiple ones of scalar floats, by register.</summary>
    FloatMemory,

    /// <summary>Vector arithmetic without a product.</summary>
    Vector,

    VectorMultiply,

    /// <summary>A vector instruction whose result is a core register: VMLADAV, VADDV and the like.</summary>
    VectorReduce,

    /// <summary>Between lanes and core registers.</summary>
    VectorLane,

    /// <summary>VPT, VPST, VCTP.</summary>
    VectorPredicate,

    VectorLoad,

    VectorStore,

    /// <summary>Of single elements at addresses in a vector.</summary>
    VectorGather,

    VectorScatter,

    /// <summary>Barriers, special registers, breakpoints.</summary>
    System,
}
