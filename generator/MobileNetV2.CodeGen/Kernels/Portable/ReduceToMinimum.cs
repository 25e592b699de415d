using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>REDUCE_MIN.</summary>
internal sealed class ReduceToMinimum() : Reduce<ReduceMin>("min");
