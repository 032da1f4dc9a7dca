import { type Json, type JsonObject, objectAt, objectsAt } from '../../../manifest';

/** Whether a label selector takes these labels; an empty one takes all (apimachinery pkg/apis/meta/v1, LabelSelectorAsSelector). */
export function selects(selector: JsonObject, labels: { readonly [label: string]: Json | undefined }): boolean {
  const equal = Object.entries(objectAt(selector, 'matchLabels')).every(([label, value]) => labels[label] === value);
  return equal && objectsAt(selector, 'matchExpressions').every((expression) => fits(expression, labels));
}

function fits({ key, operator, values }: JsonObject, labels: { readonly [label: string]: Json | undefined }): boolean {
  const value = labels[String(key)];
  const isOneOf = value !== undefined && Array.isArray(values) && values.includes(value);
  switch (operator) {
    case 'In':
      return isOneOf;
    case 'NotIn':
      return !isOneOf;
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}
