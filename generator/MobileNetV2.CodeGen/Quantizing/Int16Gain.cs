using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>What it would bring to keep one result in 16 bits.</summary>
/// <param name="Operator">That makes it.</param>
/// <param name="Name">Of the tensor.</param>
/// <param name="Layers">Names of the operators' outputs that must be int16 for it: the maker's, and those that read it.</param>
/// <param name="GainDb">By how much the signal to noise of the network's outputs rises.</param>
public sealed record Int16Gain(string Operator, string Name, ImmutableArray<string> Layers, double GainDb);
