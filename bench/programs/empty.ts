import 'cdk8s';
import 'cdk8s-plus-27';
import 'constructs';
import 'zod';
