namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A range of an arena.</summary>
/// <param name="Entry">Name without the model's prefix, offset and size, with blanks behind so that all uses begin in one column.</param>
/// <param name="Use">For people: what it is, and the steps that need it.</param>
internal sealed record BufferView(string Entry, string Use);
