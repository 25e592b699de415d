using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Where a state lives: bytes of the memory for states, which no inference uses for anything else.</summary>
/// <param name="Name">For people: of the tensor.</param>
/// <param name="Initial">The bytes that the first inference finds; null when all are <paramref name="Fill"/>.</param>
internal sealed record StatePlace(StateVariable Variable, string Name, int OffsetBytes, int SizeBytes, ConstantId? Initial, byte Fill);
